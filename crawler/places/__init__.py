"""The places that a command uses where none is typed: kliping.toml of a folder, and trusted folders of outlets."""
