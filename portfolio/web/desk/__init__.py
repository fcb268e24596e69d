"""Pages where professionals find the people who share with them."""
