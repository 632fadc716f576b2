#!/usr/bin/env python3
"""From a snapshot that is saved to the pages that print its figures, as a browser would get them: over HTTP, from `serve`.

    cargo build --release && python3 benches/figure.py [--pages 10000] [--rounds 9] [--shirube target/release/shirube]

Makes a site of so many pages in a folder of its own, a third of which print one of four figures, starts `serve` on it, and saves its last
snapshot again and again: with another value for one of the four, and for all of them. The clock runs from before the file is written until the
first, the middle and the last page that print the figure, and the page of the metric, are served with the new value. Medians, least and most;
and what it took of the processor, which others at work change less. Standard library only.
"""
import argparse
import http.client
import os
import pathlib
import socket
import statistics
import subprocess
import tempfile
import time

METRICS = 4
MONTHS = 24
STORY = (
    "## 節{part}\n\n最初の一か月で、お客様が自分の力で使えるようになるまでを支えます。[前のページ](../s{folder}/p{before}.md)も読んでください。"
    "うまく進まないときは、目的に立ち返り、次に何をするかを一緒に決めます。\n\n- [ ] 目的を聞く\n- [ ] 画面を見せる\n- [ ] 次の日を決める\n\n"
    "| 役割 | すること |\n| --- | --- |\n| 担当 | 電話する |\n| 責任者 | 目を通す |\n\n"
)


def snapshot(month, values):
    lines = "".join(f"  m{at}: {{value: {value}, audience: public}}\n" for at, value in enumerate(values))
    return f"month: {month}\ntotal:\n{lines}"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make(root, pages):
    """Writes the site; gives the last snapshot, and the addresses of the pages that print the first metric."""
    write(root / "shirube.yaml", "title: 見本\nlanguages: [ja]\naudiences: [public, internal]\nsites:\n"
          "  - {id: public, audience: public, base_url: 'https://example.com/'}\n")
    names = "".join(f"  m{at}: {{name: {{ja: 指標{at}}}, unit: count, kind: stock, better: higher, class: leading, audience: public}}\n"
                    for at in range(METRICS))
    write(root / "data/metrics.yaml", "metrics:\n" + names)
    months = [f"{2024 + (at + 10) // 12}-{(at + 10) % 12 + 1:02}" for at in range(MONTHS)]
    for at, month in enumerate(months):
        write(root / f"data/snapshots/{month}.yaml", snapshot(month, [100 + at + metric for metric in range(METRICS)]))
    printing = []
    for at in range(pages):
        figure = f"いまは {{{{ m{at // 3 % METRICS} }}}} です。\n\n" if at % 3 == 0 else ""
        head = f"---\ntitle: 題名 {at}\nsummary: 見本のページです。\naudience: public\nstatus: published\ndate: 2026-10-01\n---\n\n"
        before = max(at - 1, 0)
        story = "".join(STORY.format(part=part, folder=before % 20, before=before) for part in range(5))
        write(root / f"content/s{at % 20}/p{at}.md", head + figure + story)
        if at % (3 * METRICS) == 0:
            printing.append(f"/s{at % 20}/p{at}/")
    return root / f"data/snapshots/{months[-1]}.yaml", months[-1], printing


def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Reader:
    """Asks one server, over one connection, until an answer holds what is awaited."""

    def __init__(self, at):
        self.at, self.connection = at, None

    def get(self, path):
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.at, timeout=60)
            self.connection.request("GET", path)
            return self.connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            return b""

    def until(self, path, wanted, limit=120.0):
        started = time.monotonic()
        while wanted not in self.get(path):
            if time.monotonic() - started > limit:
                raise SystemExit(f"{path} did not show {wanted.decode()} within {limit:.0f} s")
            time.sleep(0.001)
        return time.monotonic()


def used(pid):
    """Seconds of the processor that a process has used, where the system tells."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return 0.0


def settled(pid):
    """Waits until a process has been idle for half a second."""
    last, since = used(pid), time.monotonic()
    while time.monotonic() - since < 0.5:
        time.sleep(0.1)
        now = used(pid)
        if now > last + 0.011:
            last, since = now, time.monotonic()


def measure(server, reader, rounds, asked, save):
    """Times some rounds; `save` writes a value and gives it as pages print it."""
    walls, work = [], []
    for at in range(rounds):
        settled(server.pid)
        before, started = used(server.pid), time.monotonic()
        shown = save(7001 + 17 * at)
        walls.append(max(reader.until(path, shown) for path in asked) - started)
        settled(server.pid)
        work.append(used(server.pid) - before)
    inside = sorted(1000 * wall for wall in walls)
    return (f"median {statistics.median(inside):.0f} ms, least {inside[0]:.0f}, most {inside[-1]:.0f}; "
            f"processor {1000 * statistics.median(work):.0f} ms")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--pages", type=int, default=10000)
    args.add_argument("--rounds", type=int, default=9)
    args.add_argument("--shirube", default="target/release/shirube")
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        path, month, printing = make(root, args.pages)
        asked = ["/metrics/m0/", printing[0], printing[len(printing) // 2], printing[-1]]
        at = port()
        command = [args.shirube, "serve", "--root", str(root), "--site", "public", "--port", str(at)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            reader = Reader(at)
            reader.until(asked[-1], b"</html>")
            old = [100 + MONTHS + metric for metric in range(METRICS)]

            def one(value):
                path.write_text(snapshot(month, [value, *old[1:]]), encoding="utf-8")
                return f"{value:,}".encode()

            def every(value):
                path.write_text(snapshot(month, [value + metric for metric in range(METRICS)]), encoding="utf-8")
                return f"{value:,}".encode()

            print(f"{args.pages} pages, a third of which print one of {METRICS} figures; {args.rounds} rounds")
            print("one figure changes:  ", measure(server, reader, args.rounds, asked, one))
            print("all figures change:  ", measure(server, reader, args.rounds, asked, lambda value: every(value + 5)))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
