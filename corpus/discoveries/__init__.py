"""What discovery services were asked, and the addresses that they brought."""
