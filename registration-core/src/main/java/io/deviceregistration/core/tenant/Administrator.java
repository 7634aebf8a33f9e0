package io.deviceregistration.core.tenant;

/** A person or program that may administer one tenant's keys and devices, as an identity provider vouched for it. */
public record Administrator(TenantId tenant, Subject subject) {}
