"""The record types, one module each; `desk.registry` lists those that a desk can use."""
