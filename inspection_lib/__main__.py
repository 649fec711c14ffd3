"""`python -m inspection_lib` is the `inspection` command."""

from .cli import main

main(prog_name="inspection")
