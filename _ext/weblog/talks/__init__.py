"""Events, talks and speakers: what authors typed, as values; put together; as things that can be referred to."""
