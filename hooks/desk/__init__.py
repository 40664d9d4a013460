"""The desk: records in YAML become pages in several languages.

This package knows nothing of MkDocs; `hooks/publish.py` is the only module that does.
The flow is one way, one verb a module: read, check, model, render, write.
"""
