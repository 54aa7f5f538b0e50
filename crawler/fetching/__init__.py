"""Fetching pages: address checks, robots.txt, pace per host, recording, replay."""
