"""The catalogue of errors: a code, the fields that go with it, and the English sentence made of both."""
