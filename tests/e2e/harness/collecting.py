"""Static files collected as in production, but for how hard they are compressed: that takes half a minute."""

import gzip
import io

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class QuickCompressor(Compressor):
    """Compresses at the least level; names, formats and what is compressed are production's."""

    @staticmethod
    def compress_gzip(data: bytes) -> bytes:
        output = io.BytesIO()
        with gzip.GzipFile(filename="", mode="wb", fileobj=output, compresslevel=1, mtime=0) as file:
            file.write(data)
        return output.getvalue()

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=1))


class QuickStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """Production's storage with that compressor."""

    def create_compressor(self, **options: object) -> QuickCompressor:
        return QuickCompressor(**options)
