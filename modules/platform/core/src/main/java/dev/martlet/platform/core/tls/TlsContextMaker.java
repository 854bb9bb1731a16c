package dev.martlet.platform.core.tls;

import dev.martlet.platform.core.settings.UnusableFile;
import dev.martlet.platform.core.settings.WatchedFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes what TLS needs of the contents of the files. Without {@code trust} the authorities of the Java runtime are trusted. */
record TlsContextMaker(TlsFiles files) implements WatchedFiles.Maker<SSLContext> {
    private static final Logger LOG = System.getLogger(TlsContextMaker.class.getName());
    /** A session that is resumed looks at no certificate again, also not at one that has expired. */
    private static final int LONGEST_SESSION_S = 600;
    private static final char[] NO_PASSPHRASE = new char[0];

    @Override
    public SSLContext make(List<byte[]> contents) throws UnusableFile {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    files.isServer() ? keys(contents.get(0), contents.get(1)) : null,
                    files.trust().isPresent() ? trust(files.trust().get(), contents.getLast()) : null,
                    null);
            context.getServerSessionContext().setSessionTimeout(LONGEST_SESSION_S);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new UnusableFile("cannot be used for TLS: " + failure.getMessage());
        }
    }

    private KeyManager[] keys(byte[] certificate, byte[] key) throws UnusableFile, GeneralSecurityException, IOException {
        List<X509Certificate> chain = read(files.certificate().orElseThrow(), certificate, Pem::certificates);
        PrivateKey own = read(files.key().orElseThrow(), key, Pem::privateKey);
        if (!fits(own, chain.getFirst())) {
            throw new UnusableFile("the key in " + files.key().get() + " is not that of the first certificate in " + files.certificate().get());
        }
        warn(chain.getFirst());
        KeyStore store = emptyStore();
        store.setKeyEntry("own", own, NO_PASSPHRASE, chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSPHRASE);
        return factory.getKeyManagers();
    }

    private TrustManager[] trust(Path file, byte[] content) throws UnusableFile, GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (X509Certificate authority : read(file, content, Pem::certificates)) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return new TrustManager[] {new NamedClients((X509ExtendedTrustManager) factory.getTrustManagers()[0], files.names())};
    }

    private static <T> T read(Path file, byte[] content, TlsFiles.PemReader<T> reader) throws UnusableFile {
        return reader.in(file, content);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        Optional<String> algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> Optional.of("SHA256withRSA");
            case "EC" -> Optional.of("SHA256withECDSA");
            case "EdDSA" -> Optional.of("EdDSA");
            default -> Optional.empty();
        };
        if (algorithm.isEmpty()) {
            return true;
        }
        var signature = Signature.getInstance(algorithm.get());
        signature.initSign(key);
        signature.update(certificate.getEncoded());
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate.getPublicKey());
            signature.update(certificate.getEncoded());
            return signature.verify(signed);
        } catch (InvalidKeyException | SignatureException _) {
            return false;
        }
    }

    /** No reason not to serve: clients decide, and a wrong clock here must not end the service. */
    private void warn(X509Certificate own) {
        try {
            own.checkValidity();
        } catch (CertificateException _) {
            LOG.log(Level.WARNING, () -> files.node() + ".certificate: is valid from " + own.getNotBefore().toInstant() + " to " + own.getNotAfter().toInstant()
                    + ": clients will refuse it");
        }
    }
}
