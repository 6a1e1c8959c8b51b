// Where the page begins: styles, the shell, and the first question to the workbench.
import { mount } from "svelte";
import "./styles/tokens.css";
import "./styles/base.css";
import Shell from "./shell/Shell.svelte";
import { app } from "./shared/state/app.svelte";

const target = document.getElementById("app");
if (target) {
  void app.start();
  mount(Shell, { target });
}
