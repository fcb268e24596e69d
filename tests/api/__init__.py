"""What partners' systems read."""
