"""The TLS certificate of a node: self-signed, pinned by its exact bytes at the partner, unable to issue others."""

import ipaddress
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from comity.kit import clock
from comity.protocol.errors import MalformedError

LIMIT_BYTES = 8 * 1024
LIFETIME_DAYS = 730
_BACKDATED = timedelta(hours=1)
"""So that a partner whose clock is a little behind does not refuse a fresh certificate."""


@dataclass(frozen=True, slots=True)
class TlsKey:
    """A P-256 key with its certificate (PEM)."""

    private: ec.EllipticCurvePrivateKey = field(repr=False)
    certificate: str

    def private_pem(self, password: bytes | None = None) -> bytes:
        """PKCS#8 PEM, encrypted if a password is given."""
        protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if password is not None:
            protection = serialization.BestAvailableEncryption(password)
        return self.private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection)


def new_tls_key(office: str, hosts: Sequence[str], *, lifetime_days: int = LIFETIME_DAYS) -> TlsKey:
    """A fresh key and a certificate for the host names and addresses at which the office is reached."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, office)])
    now = clock.now()
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    builder = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + timedelta(days=lifetime_days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(purposes, critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
    )
    if hosts:
        builder = builder.add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
    certificate = builder.sign(private, hashes.SHA256())
    return TlsKey(private=private, certificate=certificate.public_bytes(serialization.Encoding.PEM).decode("ascii"))


def certificate_der(pem: str) -> bytes:
    """The exact bytes of the one certificate in a PEM text; MalformedError unless it is a single leaf certificate.

    A certificate that may issue others is refused: pinned, it would let its holder name further nodes.
    """
    if len(pem) > LIMIT_BYTES or pem.count("-----BEGIN") != 1:
        raise MalformedError(field="tls_certificate")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd certificates of others are our error, not a warning on a console
            certificate = x509.load_pem_x509_certificate(pem.encode("ascii"))
            constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except (ValueError, TypeError, x509.ExtensionNotFound, x509.DuplicateExtension) as error:
        raise MalformedError(field="tls_certificate") from error
    if constraints.value.ca:
        raise MalformedError(field="tls_certificate")
    return certificate.public_bytes(serialization.Encoding.DER)


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
