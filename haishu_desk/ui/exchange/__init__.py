"""收发: taking files in, handing bundles over, and what is still on its way."""
