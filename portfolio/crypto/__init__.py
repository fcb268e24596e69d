"""Keys, boxes and their proofs: bytes in, bytes out, no idea what the bytes mean."""
