"""Claims and changes joined: who made each change, on what basis, how sure."""
