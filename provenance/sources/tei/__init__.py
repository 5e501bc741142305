"""TEI P5: volumes, transcriptions of drafts, editions of several witnesses."""
