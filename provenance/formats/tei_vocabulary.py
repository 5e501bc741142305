"""The TEI that we write and read again: names by which a report of ours is known, and what they mean."""

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

PROGRAM_NAME = "draft-provenance"
"""`application/@ident` of a report of ours."""

TEXT_ID = "text"
"""`@xml:id` of the one `div` that holds both texts; its `@corresp` points at their two witnesses, the earlier first."""

RECONSTRUCTED = "reconstructed"
"""`witness/@n` of a text that nobody has seen; what is written in the witness says how it was made."""

NOTES_TYPE = "notes"
"""`@type` of the division that holds the notes which hang on no words."""

GAP_TYPE = "gap"
"""`app/@type` where one text has words and the other a gap: what it read there is not known."""

STRUCK_AGAIN_TYPE = "struck-again"
"""`@type` of a `del`, and of the `add` in it, of words that were put in and struck again: neither text has them."""

ACCOUNT_TYPE = "attribution"
"""`note/@type` of how one change is attributed; its `date` is when the change was made, as the source gives it."""

ITEM_TYPE = "item"
"""`milestone/@type` where the earlier text has the beginning of an item of a list, and the later one has none."""

NAMED, UNNAMED = "named-in-the-evidence", "unnamed-hand"
"""`person/@role` and `org/@role` in a report of ours: the name is written as it is known, not as lists give it."""
