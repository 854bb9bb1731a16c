package dev.martlet.platform.calls.contract;

import java.util.Optional;

/**
 * A module's contract as this process knows it, beside what another process has last said.
 *
 * @param hash SHA-256 of the contract's text in this process, 64 hexadecimal digits
 * @param elsewhere the hash that another process reported last; empty if none did
 * @param differs whether the two are not the same: processes of two versions talk to each other
 */
public record ContractState(String hash, Optional<String> elsewhere, boolean differs) {}
