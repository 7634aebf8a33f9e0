CREATE TABLE device_registration_changelog (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL, DATEEXECUTED TIMESTAMP WITHOUT TIME ZONE NOT NULL, ORDEREXECUTED INTEGER NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35), DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255), LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));

-- Changeset V21__edge_provisioning_keys::V21__edge_provisioning_keys::device-registration
CREATE TABLE edge_provisioning_keys (id UUID NOT NULL, tenant_id VARCHAR(64) COLLATE "C" NOT NULL, label VARCHAR(256) NOT NULL, key_hash VARCHAR(255) COLLATE "C" NOT NULL, created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL, created_by VARCHAR(512) NOT NULL, expires_at TIMESTAMP(3) WITH TIME ZONE, revoked_at TIMESTAMP(3) WITH TIME ZONE, revoked_by VARCHAR(512));

COMMENT ON TABLE edge_provisioning_keys IS 'Per-tenant keys that edge appliances register with; never the key itself';

COMMENT ON COLUMN edge_provisioning_keys.id IS 'Random id; part of the key, not secret';

COMMENT ON COLUMN edge_provisioning_keys.tenant_id IS 'The tenant, as its identity provider names it';

COMMENT ON COLUMN edge_provisioning_keys.label IS 'What administrators call the key';

COMMENT ON COLUMN edge_provisioning_keys.key_hash IS 'Hash of the key, as a PHC string';

COMMENT ON COLUMN edge_provisioning_keys.created_at IS 'When it was created, UTC';

COMMENT ON COLUMN edge_provisioning_keys.created_by IS 'Subject of the administrator who created it';

COMMENT ON COLUMN edge_provisioning_keys.expires_at IS 'From when on it is refused, UTC; null: never';

COMMENT ON COLUMN edge_provisioning_keys.revoked_at IS 'When it was revoked, UTC; null: it is not';

COMMENT ON COLUMN edge_provisioning_keys.revoked_by IS 'Subject of the administrator who revoked it';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V21__edge_provisioning_keys', 'device-registration', 'V21__edge_provisioning_keys', NOW(), 1, '9:e053a2a966b007dee66373b9b0cae1da', 'createTable tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V21__edge_provisioning_keys::V21__edge_provisioning_keys.primary_key::device-registration
ALTER TABLE edge_provisioning_keys ADD CONSTRAINT pk_edge_provisioning_keys PRIMARY KEY (id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V21__edge_provisioning_keys.primary_key', 'device-registration', 'V21__edge_provisioning_keys', NOW(), 3, '9:2da2e9fb6ad78a248c25195ad4dbe3fa', 'addPrimaryKey constraintName=pk_edge_provisioning_keys, tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V21__edge_provisioning_keys::V21__edge_provisioning_keys.tenant_index::device-registration
CREATE UNIQUE INDEX ix_edge_provisioning_keys_tenant ON edge_provisioning_keys(tenant_id, created_at, id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V21__edge_provisioning_keys.tenant_index', 'device-registration', 'V21__edge_provisioning_keys', NOW(), 5, '9:fb29c49e3fe7007191c9dbd389506e33', 'createIndex indexName=ix_edge_provisioning_keys_tenant, tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control.max_registrations::device-registration
ALTER TABLE edge_provisioning_keys ADD max_registrations INTEGER;

COMMENT ON COLUMN edge_provisioning_keys.max_registrations IS 'How many devices it may register; null: any number';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.max_registrations', 'device-registration', 'V22__edge_device_control', NOW(), 7, '9:55a37396a9fce805b69c58a7211550b4', 'addColumn tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control.registrations::device-registration
ALTER TABLE edge_provisioning_keys ADD registrations INTEGER DEFAULT 0 NOT NULL;

COMMENT ON COLUMN edge_provisioning_keys.registrations IS 'How many devices it has registered';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.registrations', 'device-registration', 'V22__edge_device_control', NOW(), 9, '9:3cf3041eb50fa146c702f808e50cf19e', 'addColumn tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control.last_used_at::device-registration
ALTER TABLE edge_provisioning_keys ADD last_used_at TIMESTAMP(3) WITH TIME ZONE;

COMMENT ON COLUMN edge_provisioning_keys.last_used_at IS 'When it last registered a device, UTC';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.last_used_at', 'device-registration', 'V22__edge_device_control', NOW(), 11, '9:d1023df32eb845fc8a915265aeefedee', 'addColumn tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control::device-registration
CREATE TABLE devices (id UUID NOT NULL, tenant_id VARCHAR(64) COLLATE "C" NOT NULL, name VARCHAR(256) NOT NULL, name_key VARCHAR(384) COLLATE "C" NOT NULL, location VARCHAR(512), type VARCHAR(128), attributes TEXT NOT NULL, status VARCHAR(16) COLLATE "C" NOT NULL, key_hash VARCHAR(255) COLLATE "C" NOT NULL, provisioning_key_id UUID NOT NULL, registered_at TIMESTAMP(3) WITH TIME ZONE NOT NULL, last_seen_at TIMESTAMP(3) WITH TIME ZONE);

COMMENT ON TABLE devices IS 'Registered edge appliances';

COMMENT ON COLUMN devices.id IS 'Random id; part of the device key, not secret';

COMMENT ON COLUMN devices.tenant_id IS 'The tenant of the key it registered with';

COMMENT ON COLUMN devices.name IS 'What people call the device';

COMMENT ON COLUMN devices.name_key IS 'The name without regard to case, folded by the service';

COMMENT ON COLUMN devices.location IS 'Where it stands';

COMMENT ON COLUMN devices.type IS 'What sort of device it is';

COMMENT ON COLUMN devices.attributes IS 'Further attributes, a JSON object of strings';

COMMENT ON COLUMN devices.status IS 'active or disabled';

COMMENT ON COLUMN devices.key_hash IS 'Hash of the device key, as a PHC string';

COMMENT ON COLUMN devices.provisioning_key_id IS 'The provisioning key it registered with';

COMMENT ON COLUMN devices.registered_at IS 'When it registered, UTC';

COMMENT ON COLUMN devices.last_seen_at IS 'When its key was last accepted, UTC, to the minute';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control', 'device-registration', 'V22__edge_device_control', NOW(), 13, '9:2cfce3ab486bd5e1d91d355e0ef8a01e', 'createTable tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control.primary_key::device-registration
ALTER TABLE devices ADD CONSTRAINT pk_devices PRIMARY KEY (id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.primary_key', 'device-registration', 'V22__edge_device_control', NOW(), 15, '9:66b76501596e2e9275a042893a7f24fd', 'addPrimaryKey constraintName=pk_devices, tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control.tenant_index::device-registration
CREATE UNIQUE INDEX ix_devices_tenant ON devices(tenant_id, registered_at, id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.tenant_index', 'device-registration', 'V22__edge_device_control', NOW(), 17, '9:887ba8c53b88a48b9a3a215a33e968a2', 'createIndex indexName=ix_devices_tenant, tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control.unique_name::device-registration
ALTER TABLE devices ADD CONSTRAINT uq_devices_name UNIQUE (tenant_id, name_key);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.unique_name', 'device-registration', 'V22__edge_device_control', NOW(), 19, '9:24c978553ac1f10c9529abd619682a37', 'addUniqueConstraint constraintName=uq_devices_name, tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control.foreign_key::device-registration
ALTER TABLE devices ADD CONSTRAINT fk_devices_provisioning_key FOREIGN KEY (provisioning_key_id) REFERENCES edge_provisioning_keys (id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.foreign_key', 'device-registration', 'V22__edge_device_control', NOW(), 21, '9:3ae775e517412003f892fd8dff98b195', 'addForeignKeyConstraint baseTableName=devices, constraintName=fk_devices_provisioning_key, referencedTableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V22__edge_device_control::V22__edge_device_control.provisioning_key_index::device-registration
CREATE INDEX ix_devices_provisioning_key ON devices(provisioning_key_id, registered_at, id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.provisioning_key_index', 'device-registration', 'V22__edge_device_control', NOW(), 23, '9:d8d9464829131e6caf8dd51551c51f92', 'createIndex indexName=ix_devices_provisioning_key, tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle.previous_key_hash::device-registration
ALTER TABLE devices ADD previous_key_hash VARCHAR(255) COLLATE "C";

COMMENT ON COLUMN devices.previous_key_hash IS 'Hash of the key that was rotated, as a PHC string; null: the new one has been used';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.previous_key_hash', 'device-registration', 'V23__device_lifecycle', NOW(), 25, '9:966b68a3a29a3b8be6112e0df1f61b44', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle.previous_key_until::device-registration
ALTER TABLE devices ADD previous_key_until TIMESTAMP(3) WITH TIME ZONE;

COMMENT ON COLUMN devices.previous_key_until IS 'Until when the rotated key works at the most, UTC';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.previous_key_until', 'device-registration', 'V23__device_lifecycle', NOW(), 27, '9:41a8d9cc4898be12c5fbc9ff475cce75', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle.replay_until::device-registration
ALTER TABLE devices ADD replay_until TIMESTAMP(3) WITH TIME ZONE;

COMMENT ON COLUMN devices.replay_until IS 'Until when its registration may be repeated, UTC; null: not, or not any more';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.replay_until', 'device-registration', 'V23__device_lifecycle', NOW(), 29, '9:24e06924959363a9ad7786d65260a2c6', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle::device-registration
CREATE TABLE device_registrations (provisioning_key_id UUID NOT NULL, idempotency_key_hash VARCHAR(64) COLLATE "C" NOT NULL, request_hash VARCHAR(64) COLLATE "C" NOT NULL, device_id UUID NOT NULL, registered_at TIMESTAMP(3) WITH TIME ZONE NOT NULL);

COMMENT ON TABLE device_registrations IS 'What registrations that may be repeated are known again by';

COMMENT ON COLUMN device_registrations.provisioning_key_id IS 'The provisioning key it was made with';

COMMENT ON COLUMN device_registrations.idempotency_key_hash IS 'SHA-256 of the idempotency key';

COMMENT ON COLUMN device_registrations.request_hash IS 'SHA-256 of what was asked for';

COMMENT ON COLUMN device_registrations.device_id IS 'The device that it made';

COMMENT ON COLUMN device_registrations.registered_at IS 'When it was made, UTC';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle', 'device-registration', 'V23__device_lifecycle', NOW(), 31, '9:7a6e746dbc9fb19e8170bc8a0e59ba15', 'createTable tableName=device_registrations', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle.primary_key::device-registration
ALTER TABLE device_registrations ADD CONSTRAINT pk_device_registrations PRIMARY KEY (provisioning_key_id, idempotency_key_hash);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.primary_key', 'device-registration', 'V23__device_lifecycle', NOW(), 33, '9:95a1f3dab41b895886d53b1d788efe9c', 'addPrimaryKey constraintName=pk_device_registrations, tableName=device_registrations', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle.device_index::device-registration
CREATE INDEX ix_device_registrations_device ON device_registrations(device_id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.device_index', 'device-registration', 'V23__device_lifecycle', NOW(), 35, '9:3f9119d58eaa87f3e83fe2029897214e', 'createIndex indexName=ix_device_registrations_device, tableName=device_registrations', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle.foreign_key::device-registration
ALTER TABLE device_registrations ADD CONSTRAINT fk_device_registrations_device FOREIGN KEY (device_id) REFERENCES devices (id) ON DELETE CASCADE;

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.foreign_key', 'device-registration', 'V23__device_lifecycle', NOW(), 37, '9:09d3998208f0ce6fb192b25eadcb86e3', 'addForeignKeyConstraint baseTableName=device_registrations, constraintName=fk_device_registrations_device, referencedTableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle.reregistration_until::device-registration
ALTER TABLE devices ADD reregistration_until TIMESTAMP(3) WITH TIME ZONE;

COMMENT ON COLUMN devices.reregistration_until IS 'Until when a registration of its name takes its place, UTC; null: none does, or one did';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.reregistration_until', 'device-registration', 'V23__device_lifecycle', NOW(), 39, '9:18954f38fd66d8967c067a6afe9f0751', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V23__device_lifecycle::V23__device_lifecycle.age_index::device-registration
CREATE INDEX ix_device_registrations_age ON device_registrations(registered_at);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.age_index', 'device-registration', 'V23__device_lifecycle', NOW(), 41, '9:1b38b89bc2967aae4c6d1b2c89c460cf', 'createIndex indexName=ix_device_registrations_age, tableName=device_registrations', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V24__audit_events::V24__audit_events.registered_from::device-registration
ALTER TABLE devices ADD registered_from VARCHAR(64) COLLATE "C";

COMMENT ON COLUMN devices.registered_from IS 'The network address that it registered from; null: not known';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events.registered_from', 'device-registration', 'V24__audit_events', NOW(), 43, '9:88d0b30a8d08999db9c6ff24b4191a69', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V24__audit_events::V24__audit_events::device-registration
CREATE TABLE audit_events (tenant_id VARCHAR(64) COLLATE "C" NOT NULL, occurred_at TIMESTAMP(3) WITH TIME ZONE NOT NULL, id UUID NOT NULL, action VARCHAR(64) COLLATE "C" NOT NULL, actor_type VARCHAR(64) COLLATE "C" NOT NULL, actor_id VARCHAR(512) COLLATE "C" NOT NULL, object_id UUID NOT NULL, object_name VARCHAR(256) NOT NULL, client_address VARCHAR(64) COLLATE "C");

COMMENT ON TABLE audit_events IS 'Who did what, when and from where; rows are added and never changed';

COMMENT ON COLUMN audit_events.tenant_id IS 'The tenant of the object';

COMMENT ON COLUMN audit_events.occurred_at IS 'When it was done, UTC';

COMMENT ON COLUMN audit_events.id IS 'Random id';

COMMENT ON COLUMN audit_events.action IS 'What was done';

COMMENT ON COLUMN audit_events.actor_type IS 'administrator, provisioning_key or device';

COMMENT ON COLUMN audit_events.actor_id IS 'The administrator''s subject, or the id of the key or device';

COMMENT ON COLUMN audit_events.object_id IS 'The provisioning key or device that it was done to; may be gone';

COMMENT ON COLUMN audit_events.object_name IS 'Its label or name as it was then';

COMMENT ON COLUMN audit_events.client_address IS 'The network address that it was done from; null: not known';

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events', 'device-registration', 'V24__audit_events', NOW(), 45, '9:6d608068b0513d791a631b5252738ffc', 'createTable tableName=audit_events', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V24__audit_events::V24__audit_events.primary_key::device-registration
ALTER TABLE audit_events ADD CONSTRAINT pk_audit_events PRIMARY KEY (tenant_id, occurred_at, id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events.primary_key', 'device-registration', 'V24__audit_events', NOW(), 47, '9:72a43af6c1ac78f34f8da77e81c9561a', 'addPrimaryKey constraintName=pk_audit_events, tableName=audit_events', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V24__audit_events::V24__audit_events.object_index::device-registration
CREATE INDEX ix_audit_events_object ON audit_events(object_id, occurred_at, id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events.object_index', 'device-registration', 'V24__audit_events', NOW(), 49, '9:78149a1e957476ed99b97adef1892187', 'createIndex indexName=ix_audit_events_object, tableName=audit_events', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');

-- Changeset V24__audit_events::V24__audit_events.actor_index::device-registration
CREATE INDEX ix_audit_events_actor ON audit_events(tenant_id, actor_id, occurred_at, id);

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events.actor_index', 'device-registration', 'V24__audit_events', NOW(), 51, '9:3c5adafc3475d9c6afa5502e87c88a39', 'createIndex indexName=ix_audit_events_actor, tableName=audit_events', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)');


