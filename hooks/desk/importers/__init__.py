"""Imports: aids of other catalogues become drafts, which editors review before they are published.

read (`client`, `saved`, `aid`) → map (`mapping`, `markup`, `organisations`, after `tables`) →
merge with what is there (`merge`, `splice`) → try (`trial`) → write (`files`). `run` joins them,
`command` is what editors type. Nothing is written before everything was read, mapped and tried.
"""
