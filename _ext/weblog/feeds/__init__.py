"""Feeds, sitemap and exports: files for programs, made of posts and talks."""
