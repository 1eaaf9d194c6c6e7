#!/usr/bin/env python3
"""serve_kill.py MIDYEAR sqlite|postgresql [ROUNDS [SEED]]: kills `midyear serve` at random moments while documents are
added through HTTP, starts it again, and looks whether everything that was acknowledged is there, whole, and read in
the end. postgresql: in a database of its own on the server whose address stands in the file $MIDYEAR_POSTGRESQL_FILE;
exit code 77 where there is none."""

import hashlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time


def serve(midyear, folder, store):
    command = [midyear, "serve", "--data", folder, "--port", "0", "--log", "off", "--sign-in", "none"]
    process = subprocess.Popen(command + store, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    if not found:
        sys.exit(f"the server did not start: {line}{process.stderr.read()}")
    return process, int(found.group(1))


def report(random_, number):
    lines = [f"南汀高新区第{number}号工作简报"]
    for _ in range(random_.randint(1, 400)):
        lines.append(f"1-{random_.randint(2, 12)}月，财政总收入{random_.randint(1, 999)}.{random_.randint(0, 9)}亿元，"
                     f"同比增长{random_.randint(1, 30)}.{random_.randint(1, 9)}%。")
    return "\n".join(lines).encode()


class Adder(threading.Thread):
    """Adds documents until the server is gone; keeps what was acknowledged."""

    def __init__(self, port, seed, acknowledged):
        super().__init__()
        self.port, self.random, self.acknowledged = port, random.Random(seed), acknowledged

    def run(self):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            while True:
                body = report(self.random, self.random.getrandbits(60))
                connection.request("POST", "/api/v1/documents?name=report.txt", body)
                answer = connection.getresponse()
                text = answer.read()
                if answer.status in (200, 201):
                    self.acknowledged.append((json.loads(text)["id"], hashlib.sha256(body).hexdigest()))
                elif answer.status != 503:
                    sys.exit(f"status {answer.status}: {text[:500]}")
        except (OSError, http.client.HTTPException):
            return  # killed


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def look(port, acknowledged):
    for identity, digest in acknowledged:
        status, source = get(port, f"/api/v1/documents/{identity}/source")
        if status != 200 or hashlib.sha256(source).hexdigest() != digest:
            sys.exit(f"LOST: document {identity} was acknowledged, now {status} with {len(source)} bytes")


def settle(port, deadline):
    """Waits until nothing is to be read any more."""
    while time.monotonic() < deadline:
        states = [json.loads(get(port, f"/api/v1/documents?limit=1&state={state}")[1])["total"]
                  for state in ("queued", "reading")]
        if not any(states):
            return
        time.sleep(0.1)
    sys.exit("documents still wait to be read")


def database():
    """The address of a new database for this run."""
    path = os.environ.get("MIDYEAR_POSTGRESQL_FILE", "")
    address = open(path, encoding="utf-8").readline().strip() if os.path.exists(path) else "none"
    if address == "none":
        print("SKIPPED: there is no PostgreSQL (packages/check.txt)")
        sys.exit(77)
    name = f"kill_{os.getpid()}"
    subprocess.run(["psql", "-qc", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", address], check=True)
    return address.replace("/postgres?", f"/{name}?")


def main():
    midyear, engine = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.SystemRandom().getrandbits(32)
    print(f"seed {seed}", flush=True)
    store = ["--postgresql", database()] if engine == "postgresql" else []
    chance = random.Random(seed)
    every = []
    with tempfile.TemporaryDirectory(prefix="midyear-") as folder:
        for number in range(rounds):
            process, port = serve(midyear, folder, store)
            look(port, every[-200:])
            acknowledged = []
            adders = [Adder(port, chance.getrandbits(60), acknowledged) for _ in range(3)]
            for adder in adders:
                adder.start()
            time.sleep(chance.uniform(0.02, 0.6))
            process.kill()
            process.wait()
            for adder in adders:
                adder.join()
            every += acknowledged
        process, port = serve(midyear, folder, store)
        look(port, every)
        settle(port, time.monotonic() + 100)
        status, failed = get(port, "/api/v1/documents?limit=5&state=failed")
        if status != 200 or json.loads(failed)["total"]:
            sys.exit(f"documents that could not be read: {failed[:500]}")
        total = json.loads(get(port, "/api/v1/documents?limit=1")[1])["total"]
        if total < len(every):
            sys.exit(f"{len(every)} were acknowledged, {total} are there")
        process.send_signal(signal.SIGTERM)
        if process.wait(timeout=10) != 0:
            sys.exit("SIGTERM did not end the server well")
        verified = subprocess.run([midyear, "verify", "--data", folder] + store, capture_output=True, text=True, check=False)
        if verified.returncode:
            sys.exit(f"verify: {verified.stdout}{verified.stderr}")
    if not every:
        sys.exit("nothing was acknowledged: the test tests nothing")
    print(f"{rounds} kills, {len(every)} documents acknowledged, none lost")


main()
