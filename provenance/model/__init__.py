"""The field's nouns, frozen, with nothing but the standard library."""
