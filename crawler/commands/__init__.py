"""The subcommands of `kliping`: one file per command or group of commands."""
