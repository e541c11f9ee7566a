"""Small sites, a module each, as plain values: FILES is path -> contents, which build without a warning."""
