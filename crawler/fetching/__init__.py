"""Asking the network: address checks, robots.txt, pace, recording, replay."""
