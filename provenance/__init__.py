"""A draft-revision provenance tracker: who put these words here, in which version, and how do we know?

Read `provenance.pipeline` first; the words of the field are defined in `provenance.model`.
"""
