"""The tests of the weblog: units, properties, the site as it is built, and the site in a browser."""
