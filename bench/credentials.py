"""Made anew for every run and never kept: the connector's certificate, the Bot Service's key, and tokens."""

import json
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import certifi
import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from jwt.algorithms import RSAAlgorithm

from bench.world import APP_ID, ISSUER, LOOPBACK

CERTIFICATE = "connector.pem"
KEY = "connector.key"
BUNDLE = "bundle.pem"
KEY_SET = "keys.json"
KID = "bench"
ALGORITHM = "RS256"
LIFE = timedelta(hours=12)
MINUTE = timedelta(minutes=1)


def make_certificate(folder: Path) -> None:
    """Write a self-signed certificate for loopback, its key, and a bundle of authorities that trusts it.

    The bundle holds the public authorities as well: loading them is a part of what a new TLS client costs.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(key).public_bytes(serialization.Encoding.PEM)
    (folder / CERTIFICATE).write_bytes(certificate)
    (folder / BUNDLE).write_bytes(Path(certifi.where()).read_bytes() + b"\n" + certificate)
    (folder / KEY).touch(mode=0o600)
    (folder / KEY).write_bytes(_pem(key))


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bench connector")])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    public = key.public_key()
    return (
        x509.CertificateBuilder(name, name, public, x509.random_serial_number(), now - MINUTE, now + LIFE)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(LOOPBACK))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, form, serialization.NoEncryption())


class Signer:
    """The Bot Service's one signing key."""

    def __init__(self) -> None:
        """Make a key of the size that the Bot Service uses."""
        self._key = rsa.generate_private_key(65537, 2048)

    def publish(self, folder: Path) -> None:
        """Write the key set, endorsed for Teams."""
        public = RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        entry = {**public, "kid": KID, "use": "sig", "alg": ALGORITHM, "endorsements": ["msteams"]}
        (folder / KEY_SET).write_text(json.dumps({"keys": [entry]}), encoding="utf-8")

    def inbound(self, service_url: str) -> str:
        """Return the token that Teams shows to the bot for one service URL."""
        return self._signed({"iss": ISSUER, "aud": APP_ID, "serviceurl": service_url})

    def outbound(self) -> str:
        """Return a token as a directory would give it to the bot."""
        return self._signed({"aud": ISSUER, "appid": APP_ID})

    def _signed(self, claims: dict[str, str]) -> str:
        now = datetime.now(UTC)
        times = {"iat": now - MINUTE, "nbf": now - MINUTE, "exp": now + LIFE}
        return jwt.encode({**claims, **times}, self._key, ALGORITHM, {"kid": KID})
