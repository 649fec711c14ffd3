"""A papermill engine that pays for imports once: each notebook runs in a fresh child of a process that has them.

Nothing is imported here: papermill loads the entry point `inspection` whenever it is itself imported, and must neither
wait for this library nor break with it.
"""
