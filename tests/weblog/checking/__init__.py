"""Tests of what is looked at before a weblog is published."""
