"""The mark by which persons are seen in a sketch."""

from provenance.evidence.sketch import AGENT

PEOPLE = rf"(?:(?:[{AGENT}]+(?:\s*\([^()]*\))?,\s+)*[{AGENT}]+(?:\s*\([^()]*\))?,?\s+(?:and|or),?\s+(?:(?:later|then|subsequently|also|possibly|perhaps|probably),?\s+)?[{AGENT}]+|[{AGENT}]+)"
