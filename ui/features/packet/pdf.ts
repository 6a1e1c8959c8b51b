// Shows PDF bytes as pictures of pages; the system view in the desktop window has no PDF viewer of its own.
// It reads bytes and paints canvases, nothing else.
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

export interface OpenPdf {
  pages: number;
  /** Paints page `number` (from 1) to fill the canvas's width. */
  paint(number: number, canvas: HTMLCanvasElement, cssWidth: number): Promise<void>;
  close(): void;
}

export async function openPdf(bytes: ArrayBuffer): Promise<OpenPdf> {
  const task = pdfjs.getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, useWasm: false });
  const file = await task.promise;
  return {
    pages: file.numPages,
    async paint(number, canvas, cssWidth) {
      const page = await file.getPage(number);
      const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
      const natural = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: (cssWidth / natural.width) * ratio });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      canvas.style.aspectRatio = `${natural.width} / ${natural.height}`;
      await page.render({ canvas, viewport }).promise;
      page.cleanup();
    },
    close: () => void task.destroy(),
  };
}

/** Pixels across a page on paper: 150 dots an inch. */
const PRINT_PX = 1240;

/** Paints every page and hands them to the system's print dialog. */
export async function printPdf(bytes: ArrayBuffer): Promise<void> {
  const pdf = await openPdf(bytes);
  const sheets = document.createElement("div");
  sheets.className = "print-sheets";
  try {
    for (let number = 1; number <= pdf.pages; number++) {
      const canvas = document.createElement("canvas");
      await pdf.paint(number, canvas, PRINT_PX);
      sheets.append(canvas);
    }
    document.body.append(sheets);
    globalThis.print();
  } finally {
    sheets.remove();
    pdf.close();
  }
}
