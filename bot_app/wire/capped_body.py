"""The one way to read a body whose size somebody else decides."""

from aiohttp import StreamReader


async def read_capped(body: StreamReader, limit: int, too_large: Exception) -> bytes:
    """Return a body of at most `limit` bytes. Raise `too_large` at the first piece beyond, and read no further."""
    read = bytearray()
    async for piece in body.iter_any():
        read += piece
        if len(read) > limit:
            raise too_large
    return bytes(read)
