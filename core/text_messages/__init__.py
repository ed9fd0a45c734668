"""Text messages to mobile telephones: handed to the operator's gateway by the worker, after the commit.

A number and what is written to it are personal: they wait sealed, and are gone as soon as the message was handed over
or given up. Whoever asked for it looks at `querysets.state_of` to learn what became of it.
"""
