#!/usr/bin/env python3
"""run.py - peers and ours, one after the other on the same machine in the same hour.

    run.py --turash PATH [JOB ...]      JOB: join, alloc, assign or a name of the table below; all without

Makes in .work/ beside this file (git does not see it): a virtual environment with the peers of
requirements.txt, the generator's data, the LEMON program where liblemon-dev and g++ are installed.
Each round of a job runs peer, ours, peer, ours ...; of each the best round by processor time
counts.  Answers must agree digit by digit, else the run fails.  Writes ../RESULTS.md from the
latest measurement of every job.  It opens no source of the product: ours is a program like theirs.
"""
import argparse, datetime, json, os, platform, shutil, subprocess, sys, venv
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE / ".work"
PYTHON = WORK / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
RESULTS = WORK / "measured.json"
CASH = WORK / "data" / "cash_100000" / "cash.f64"


@dataclass
class Job:
    name: str                       # as shown
    job: str                        # of peers.py and of `turash bench`
    size: int
    peers: list                     # of peers.py; the first is the fastest known
    same: list                      # keys that must agree
    bar: float                      # how many times less processor time than the fastest peer
    more: list = field(default_factory=list)
    rounds: int = 3
    cash: bool = False              # works on cash flows, not on a region
    near: dict = field(default_factory=dict)    # keys that agree within so much: drawn by chance


JOBS = [
    Job("join 100k", "join", 100_000, ["polars_grid", "scipy_ckdtree3d", "duckdb_sql_grid"],
        ["pairs", "checksum", "sum_km"], 12, rounds=5),
    Job("join 1M", "join", 1_000_000, ["polars_grid"], ["pairs", "checksum", "sum_km"], 10),
    Job("alloc 100k, all edges", "alloc", 100_000, ["lemon_by_resource", "ortools_by_resource"],
        ["edges", "objective"], 1.2, rounds=2),
    Job("alloc 100k, top 20", "alloc", 100_000, ["lemon_by_resource_top20", "ortools_by_resource_top20"],
        ["edges", "objective"], 1.2, more=["--top", "20"]),
    Job("assign 100k", "assign", 100_000, ["ortools_mincostflow"], ["edges", "objective"], 5, rounds=2),
    Job("econ 100k", "econ", 100_000, ["numpy_vectorised", "pyxirr_loop"],
        ["sum_npv", "npv_pos", "irr_over_8pct", "mean_irr"], 20, cash=True, rounds=5),
    Job("mc 10M draws", "mc", 10_000, ["numpy_vectorised"], ["scenarios"], 4, more=["--size", "10000"], cash=True,
        near={"mean_p_pos": 0.001, "mean_p10": 2000}),
]


@dataclass
class Alone:
    """What no peer does: one job of `turash bench` against a bar in time."""
    name: str
    job: str
    size: int
    bars: dict                      # key: at most so much, in the unit that the key ends in
    told: list                      # keys that say how much was done
    rounds: int = 3


ALONE = [
    Alone("scores of all pairs, 100k", "score", 100_000, {"wall_s": 2}, ["pairs", "kept"]),
    Alone("one query, 100k", "query", 100_000, {"p99_ms": 20}, ["count", "p50_ms"]),
    Alone("one query, 1M", "query", 1_000_000, {"p99_ms": 50}, ["count", "p50_ms"]),
    Alone("one edit, 100k", "edit", 100_000, {"p99_ms": 50}, ["count", "matches", "p50_ms", "worst_ms"]),
]


def prepare(sizes):
    WORK.mkdir(exist_ok=True)
    if not PYTHON.exists():
        print("installing the peers ...", flush=True)
        venv.create(WORK / "venv", with_pip=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True)
    missing = [str(n) for n in sizes if not (WORK / "data" / str(n) / "flows.csv").exists()]
    cash = "" if CASH.exists() else "100000"
    if missing or cash:
        print("generating the data ...", flush=True)
        subprocess.run([PYTHON, HERE / "gen.py", "--out", WORK / "data", "--sizes", ",".join(missing),
                        "--orgs", "", "--dirty", "", "--cash", cash], check=True)
        expected = json.loads((HERE / "MANIFEST.json").read_text())["files"]
        made = json.loads((WORK / "data" / "MANIFEST.json").read_text())["files"]
        for name, facts in made.items():
            if name in expected and facts["sha256"] != expected[name]["sha256"]:
                sys.exit(f"{name} is not the generator's file: measured answers could not be compared")
    if not (WORK / "lemon_mcf").exists() and shutil.which("g++"):
        made = subprocess.run(["g++", "-O3", "-march=native", "-DNDEBUG", HERE / "lemon_mcf.cpp", "-o", WORK / "lemon_mcf"],
                              stderr=subprocess.DEVNULL)
        if made.returncode:
            print("LEMON is left out: install liblemon-dev to compare with it")


def one_peer(job, peer):
    """One fresh process of peers.py: dict(cpu_s, wall_s, peak_mb, answer), or a text that says why not."""
    env = dict(os.environ, PERF_DATA=str(WORK / "data"), PERF_LEMON=str(WORK / "lemon_mcf"))
    done = subprocess.run([PYTHON, HERE / "peers.py", "run", job.job, "--peers", peer, "--size", str(job.size),
                           "--runs", "1", "--timeout", "1200"], env=env, cwd=WORK, capture_output=True, text=True)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["failed"])[-1]
    told = json.loads(done.stdout.splitlines()[-1])
    if told["error"]:
        return told["error"]
    return dict(cpu_s=told["cpu_min"], wall_s=told["wall_min"], peak_mb=told["peak_mb"], answer=told["result"])


def one_of_ours(job, turash):
    data = WORK / "data" / str(job.size)
    more = getattr(job, "more", [])
    files = ["--cash", CASH] if getattr(job, "cash", False) else ["--sites", data / "sites.csv", "--flows", data / "flows.csv"]
    words = [turash, "bench", job.job, *files, *more, "--json"]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode == 2:
        return None
    told = json.loads(done.stdout)
    if done.returncode:
        sys.exit(f"{job.name}: {told}")
    return dict(cpu_s=told.get("cpu_s"), wall_s=told.get("wall_s"), peak_mb=told.get("peak_mb"), answer=told)


def measure(job, turash):
    ours, theirs, why_not = [], {peer: [] for peer in job.peers}, {}
    if one_of_ours(job, turash) is None:
        return print("  this turash has no such job")
    for _ in range(job.rounds):
        for peer in [p for p in job.peers if p not in why_not]:
            told = one_peer(job, peer)
            if isinstance(told, str):
                why_not[peer] = told
                print(f"  {peer} is left out: {told}")
            else:
                theirs[peer].append(told)
                print(f"  {peer}: {told['cpu_s']:.3f} s", flush=True)
            ours.append(one_of_ours(job, turash))
            print(f"  ours: {ours[-1]['cpu_s']:.3f} s", flush=True)
    best = lambda runs: min(runs, key=lambda run: run["cpu_s"])
    rows = {"turash": best(ours)} | {peer: best(runs) for peer, runs in theirs.items() if runs}
    for peer, row in rows.items():
        for key in job.same:
            mine, other = rows["turash"]["answer"][key], row["answer"][key]
            # peers.py rounds distances to a tenth of a kilometre.
            if mine != other and not (key == "sum_km" and abs(mine - other) <= 0.11):
                sys.exit(f"{job.name}: {key} is {mine} here and {other} with {peer}")
        for key, most in job.near.items():
            mine, other = rows["turash"]["answer"][key], row["answer"][key]
            if abs(mine - other) > most:
                sys.exit(f"{job.name}: {key} is {mine} here and {other} with {peer}")
    return dict(rows=rows, rounds=job.rounds, date=str(datetime.date.today()), load=round(os.getloadavg()[0], 1))


def measure_alone(job, turash):
    runs = []
    for _ in range(job.rounds):
        told = one_of_ours(job, turash)
        if told is None:
            return print("  this turash has no such job")
        runs.append(told["answer"])
        print("  " + ", ".join(f"{key} {runs[-1][key]:.3f}" for key in job.bars), flush=True)
    # The median: a promise of latency is not kept by the best run.
    first = next(iter(job.bars))
    answer = sorted(runs, key=lambda run: run[first])[len(runs) // 2]
    return dict(answer=answer, rounds=job.rounds, date=str(datetime.date.today()), load=round(os.getloadavg()[0], 1))


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?") \
        if os.path.exists("/proc/cpuinfo") else platform.processor()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cpu}, {os.cpu_count()} processors, {memory:.0f} GiB, {platform.system()} {platform.release()}"


def versions(turash):
    listed = subprocess.run([PYTHON, "-m", "pip", "list", "--format", "json"], capture_output=True, text=True).stdout
    found = {p["name"].lower(): p["version"] for p in json.loads(listed)}
    named = ", ".join(f"{name} {found[name]}" for name in ["polars", "scipy", "duckdb", "ortools", "numpy"] if name in found)
    ours = subprocess.run([turash, "--version"], capture_output=True, text=True).stdout.strip()
    return f"{ours}; {named}; LEMON 1.3; Python {platform.python_version()}"


def write(measured, turash):
    lines = ["# Measured beside others", "",
             "Written by `./dev bench peers`; [README.md](README.md) says what is measured and how. Processor time is user + system of",
             "all threads, loading left out; of several rounds, peer and ours in turn, the best of each. All answers agree digit by digit;",
             "what is drawn by chance agrees within its spread.",
             "", f"Machine: {machine()}.  ", f"Versions: {versions(turash)}.", "",
             "| job | engine | CPU s | wall s | peak MiB | CPU, times ours | bar | date, load, rounds |", "|---|---|---|---|---|---|---|---|"]
    for job in JOBS:
        told = measured.get(job.name)
        if not told:
            continue
        rows = told["rows"]
        mine = rows["turash"]["cpu_s"]
        fastest = min((row["cpu_s"] for name, row in rows.items() if name != "turash"), default=None)
        for name, row in sorted(rows.items(), key=lambda item: item[1]["cpu_s"]):
            times = "" if name == "turash" else f"{row['cpu_s'] / mine:.1f}"
            times = f"**{times}**" if row["cpu_s"] == fastest else times
            bar = f"{job.bar:g}" if row["cpu_s"] == fastest and name != "turash" else ""
            peak = f"{row['peak_mb']:.0f}" if row["peak_mb"] is not None else ""
            lines.append(f"| {job.name} | {name} | {row['cpu_s']:.3f} | {row['wall_s']:.3f} | {peak} | {times} | {bar} "
                         f"| {told['date']}, {told['load']}, {told['rounds']} |")
    lines += ["", "What no peer does, against a bar in time; the median of several rounds:", "",
              "| job | what was done | measured | bar | peak MiB | date, load, rounds |", "|---|---|---|---|---|---|"]
    for job in ALONE:
        told = measured.get(job.name)
        if not told:
            continue
        answer = told["answer"]
        done = ", ".join(f"{key} {answer[key]:,.2f}" if isinstance(answer[key], float) else f"{key} {answer[key]:,}" for key in job.told)
        found = ", ".join(f"**{key} {answer[key]:.2f}**" for key in job.bars)
        bars = ", ".join(f"{most:g}" for most in job.bars.values())
        peak = f"{answer['peak_mb']:.0f}" if answer.get("peak_mb") else ""
        lines.append(f"| {job.name} | {done} | {found} | {bars} | {peak} | {told['date']}, {told['load']}, {told['rounds']} |")
    (HERE.parent / "RESULTS.md").write_text("\n".join(lines) + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--turash", required=True)
    ap.add_argument("jobs", nargs="*", metavar="JOB")
    a = ap.parse_args()
    jobs = [job for job in JOBS + ALONE if not a.jobs or job.job in a.jobs or job.name in a.jobs]
    if not jobs:
        sys.exit("known jobs: " + "; ".join(job.name for job in JOBS + ALONE))
    turash = Path(a.turash).resolve()
    prepare(sorted({job.size for job in jobs if not getattr(job, "cash", False)}))
    measured = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for job in jobs:
        print(job.name, flush=True)
        told = measure_alone(job, turash) if isinstance(job, Alone) else measure(job, turash)
        if told:
            measured[job.name] = told
            RESULTS.write_text(json.dumps(measured, indent=1))
    write(measured, turash)


if __name__ == "__main__":
    main()
