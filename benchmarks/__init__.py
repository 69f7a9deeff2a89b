"""What measures ocrfix: the press (made-up pages with exact truth), peers, results. Never installed."""
