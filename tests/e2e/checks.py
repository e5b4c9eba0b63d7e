"""What a check prints, and how it waits: one line a check, and an end at the first that fails."""

import sys
import time


def head(text):
    print(f"== {text}", flush=True)


def ok(text):
    print(f"ok    {text}", flush=True)


def fail(text, *seen):
    """Says what was seen last, and ends."""
    print(f"FAIL  {text}", flush=True)
    for one in seen:
        print(f"--- {str(one)[-3000:]}", flush=True)
    sys.exit(1)


def want(text, holds, *seen):
    if holds:
        ok(text)
    else:
        fail(text, *seen)


def until(seconds, text, probe):
    """Tries until the probe answers something true, and answers that."""
    end = time.monotonic() + seconds
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > end:
            fail(f"{text}: not within {seconds} s", answer)
        time.sleep(0.2)
