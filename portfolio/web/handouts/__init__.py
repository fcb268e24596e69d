"""What one takes home on paper: CVs, a page in large print, a VAE booklet, the whole portfolio."""
