"""The provenance report for the semantic web: W3C PROV and Web Annotations."""
