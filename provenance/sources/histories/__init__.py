"""Histories of many revisions: git, MediaWiki, JSON lines, folders of drafts."""
