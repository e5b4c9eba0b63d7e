"""Checks that print one line each and exit at the first failure."""

import sys
import time


def head(text):
    print(f"== {text}", flush=True)


def ok(text):
    print(f"ok    {text}", flush=True)


def fail(text, *seen):
    """Prints the failure with what was seen, and exits."""
    print(f"FAIL  {text}", flush=True)
    for one in seen:
        print(f"--- {str(one)[-3000:]}", flush=True)
    sys.exit(1)


def want(text, is_true, *seen):
    if is_true:
        ok(text)
    else:
        fail(text, *seen)


def until(seconds, text, probe):
    """Calls the probe until it returns a true value, and returns that value. Exits after this number of seconds."""
    end = time.monotonic() + seconds
    while True:
        result = probe()
        if result:
            return result
        if time.monotonic() > end:
            fail(f"{text}: not within {seconds} s", result)
        time.sleep(0.2)
