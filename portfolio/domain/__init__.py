"""The network's own language: what things are and which rules they obey. No I/O, no clock."""
