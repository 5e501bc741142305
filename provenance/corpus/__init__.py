"""Many sources at once: volumes, dumps and repositories in; parts of one result out, on one machine or on many."""
