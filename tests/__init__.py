"""The tests: folders like the code's, `site` for what holds for any content, `sample` for a weblog with known posts."""
