CREATE TABLE device_registration_changelog (ID nvarchar(255) NOT NULL, AUTHOR nvarchar(255) NOT NULL, FILENAME nvarchar(255) NOT NULL, DATEEXECUTED datetime2(3) NOT NULL, ORDEREXECUTED int NOT NULL, EXECTYPE nvarchar(10) NOT NULL, MD5SUM nvarchar(35), DESCRIPTION nvarchar(255), COMMENTS nvarchar(255), TAG nvarchar(255), LIQUIBASE nvarchar(20), CONTEXTS nvarchar(255), LABELS nvarchar(255), DEPLOYMENT_ID nvarchar(10))
GO

-- Changeset V21__edge_provisioning_keys::V21__edge_provisioning_keys::device-registration
CREATE TABLE edge_provisioning_keys (id uniqueidentifier NOT NULL, tenant_id varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL, label nvarchar(256) NOT NULL, key_hash varchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL, created_at DATETIMEOFFSET(3) NOT NULL, created_by nvarchar(512) NOT NULL, expires_at DATETIMEOFFSET(3), revoked_at DATETIMEOFFSET(3), revoked_by nvarchar(512));
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = 0 ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Per-tenant keys that edge appliances register with; never the key itself' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Per-tenant keys that edge appliances register with; never the key itself' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'id' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Random id; part of the key, not secret' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Random id; part of the key, not secret' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'tenant_id' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The tenant, as its identity provider names it' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'tenant_id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The tenant, as its identity provider names it' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'tenant_id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'label' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'What administrators call the key' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'label' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'What administrators call the key' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'label' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'key_hash' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Hash of the key, as a PHC string' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'key_hash' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Hash of the key, as a PHC string' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'key_hash' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'created_at' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'When it was created, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'created_at' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'When it was created, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'created_at' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'created_by' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Subject of the administrator who created it' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'created_by' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Subject of the administrator who created it' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'created_by' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'expires_at' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'From when on it is refused, UTC; null: never' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'expires_at' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'From when on it is refused, UTC; null: never' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'expires_at' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'revoked_at' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'When it was revoked, UTC; null: it is not' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'revoked_at' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'When it was revoked, UTC; null: it is not' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'revoked_at' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'revoked_by' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Subject of the administrator who revoked it' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'revoked_by' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Subject of the administrator who revoked it' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'revoked_by' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V21__edge_provisioning_keys', 'device-registration', 'V21__edge_provisioning_keys', GETDATE(), 1, '9:5094981efca4bf7130437b043d4cc28b', 'createTable tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V21__edge_provisioning_keys::V21__edge_provisioning_keys.primary_key::device-registration
ALTER TABLE edge_provisioning_keys ADD CONSTRAINT pk_edge_provisioning_keys PRIMARY KEY NONCLUSTERED (id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V21__edge_provisioning_keys.primary_key', 'device-registration', 'V21__edge_provisioning_keys', GETDATE(), 3, '9:2da2e9fb6ad78a248c25195ad4dbe3fa', 'addPrimaryKey constraintName=pk_edge_provisioning_keys, tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V21__edge_provisioning_keys::V21__edge_provisioning_keys.tenant_index::device-registration
CREATE UNIQUE CLUSTERED INDEX ix_edge_provisioning_keys_tenant ON edge_provisioning_keys(tenant_id, created_at, id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V21__edge_provisioning_keys.tenant_index', 'device-registration', 'V21__edge_provisioning_keys', GETDATE(), 5, '9:f3c3028e0ea9bebe791d6e93387a17bb', 'createIndex indexName=ix_edge_provisioning_keys_tenant, tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control.max_registrations::device-registration
ALTER TABLE edge_provisioning_keys ADD max_registrations int;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'max_registrations' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'How many devices it may register; null: any number' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'max_registrations' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'How many devices it may register; null: any number' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'max_registrations' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.max_registrations', 'device-registration', 'V22__edge_device_control', GETDATE(), 7, '9:55a37396a9fce805b69c58a7211550b4', 'addColumn tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control.registrations::device-registration
ALTER TABLE edge_provisioning_keys ADD registrations int CONSTRAINT DF_edge_provisioning_keys_registrations DEFAULT 0 NOT NULL;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'registrations' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'How many devices it has registered' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'registrations' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'How many devices it has registered' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'registrations' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.registrations', 'device-registration', 'V22__edge_device_control', GETDATE(), 9, '9:3cf3041eb50fa146c702f808e50cf19e', 'addColumn tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control.last_used_at::device-registration
ALTER TABLE edge_provisioning_keys ADD last_used_at DATETIMEOFFSET(3);
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.edge_provisioning_keys') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'last_used_at' AND object_id = OBJECT_ID('dbo.edge_provisioning_keys')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'When it last registered a device, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'last_used_at' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'When it last registered a device, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'edge_provisioning_keys' , @level2type = N'COLUMN' , @level2name = N'last_used_at' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.last_used_at', 'device-registration', 'V22__edge_device_control', GETDATE(), 11, '9:6887ff6c9087d2b5cfa771ebae8e440c', 'addColumn tableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control::device-registration
CREATE TABLE devices (id uniqueidentifier NOT NULL, tenant_id varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL, name nvarchar(256) NOT NULL, name_key nvarchar(384) COLLATE Latin1_General_100_BIN2 NOT NULL, location nvarchar(512), type nvarchar(128), attributes nvarchar(MAX) NOT NULL, status varchar(16) COLLATE Latin1_General_100_BIN2 NOT NULL, key_hash varchar(255) COLLATE Latin1_General_100_BIN2 NOT NULL, provisioning_key_id uniqueidentifier NOT NULL, registered_at DATETIMEOFFSET(3) NOT NULL, last_seen_at DATETIMEOFFSET(3));
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = 0 ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Registered edge appliances' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Registered edge appliances' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'id' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Random id; part of the device key, not secret' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Random id; part of the device key, not secret' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'tenant_id' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The tenant of the key it registered with' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'tenant_id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The tenant of the key it registered with' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'tenant_id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'name' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'What people call the device' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'name' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'What people call the device' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'name' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'name_key' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The name without regard to case, folded by the service' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'name_key' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The name without regard to case, folded by the service' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'name_key' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'location' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Where it stands' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'location' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Where it stands' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'location' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'type' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'What sort of device it is' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'type' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'What sort of device it is' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'type' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'attributes' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Further attributes, a JSON object of strings' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'attributes' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Further attributes, a JSON object of strings' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'attributes' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'status' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'active or disabled' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'status' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'active or disabled' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'status' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'key_hash' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Hash of the device key, as a PHC string' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'key_hash' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Hash of the device key, as a PHC string' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'key_hash' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'provisioning_key_id' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The provisioning key it registered with' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'provisioning_key_id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The provisioning key it registered with' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'provisioning_key_id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'registered_at' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'When it registered, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'registered_at' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'When it registered, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'registered_at' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'last_seen_at' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'When its key was last accepted, UTC, to the minute' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'last_seen_at' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'When its key was last accepted, UTC, to the minute' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'last_seen_at' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control', 'device-registration', 'V22__edge_device_control', GETDATE(), 13, '9:11e208cd44e7c6fe89b66e4380385272', 'createTable tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control.primary_key::device-registration
ALTER TABLE devices ADD CONSTRAINT pk_devices PRIMARY KEY NONCLUSTERED (id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.primary_key', 'device-registration', 'V22__edge_device_control', GETDATE(), 15, '9:66b76501596e2e9275a042893a7f24fd', 'addPrimaryKey constraintName=pk_devices, tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control.tenant_index::device-registration
CREATE UNIQUE CLUSTERED INDEX ix_devices_tenant ON devices(tenant_id, registered_at, id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.tenant_index', 'device-registration', 'V22__edge_device_control', GETDATE(), 17, '9:9cedb7c35f1b99002486b05c04563050', 'createIndex indexName=ix_devices_tenant, tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control.unique_name::device-registration
ALTER TABLE devices ADD CONSTRAINT uq_devices_name UNIQUE (tenant_id, name_key);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.unique_name', 'device-registration', 'V22__edge_device_control', GETDATE(), 19, '9:24c978553ac1f10c9529abd619682a37', 'addUniqueConstraint constraintName=uq_devices_name, tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control.foreign_key::device-registration
ALTER TABLE devices ADD CONSTRAINT fk_devices_provisioning_key FOREIGN KEY (provisioning_key_id) REFERENCES edge_provisioning_keys (id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.foreign_key', 'device-registration', 'V22__edge_device_control', GETDATE(), 21, '9:3ae775e517412003f892fd8dff98b195', 'addForeignKeyConstraint baseTableName=devices, constraintName=fk_devices_provisioning_key, referencedTableName=edge_provisioning_keys', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V22__edge_device_control::V22__edge_device_control.provisioning_key_index::device-registration
CREATE NONCLUSTERED INDEX ix_devices_provisioning_key ON devices(provisioning_key_id, registered_at, id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V22__edge_device_control.provisioning_key_index', 'device-registration', 'V22__edge_device_control', GETDATE(), 23, '9:d8d9464829131e6caf8dd51551c51f92', 'createIndex indexName=ix_devices_provisioning_key, tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle.previous_key_hash::device-registration
ALTER TABLE devices ADD previous_key_hash varchar(255) COLLATE Latin1_General_100_BIN2;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'previous_key_hash' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Hash of the key that was rotated, as a PHC string; null: the new one has been used' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'previous_key_hash' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Hash of the key that was rotated, as a PHC string; null: the new one has been used' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'previous_key_hash' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.previous_key_hash', 'device-registration', 'V23__device_lifecycle', GETDATE(), 25, '9:0e7278989e01752592148dfcd3149986', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle.previous_key_until::device-registration
ALTER TABLE devices ADD previous_key_until DATETIMEOFFSET(3);
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'previous_key_until' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Until when the rotated key works at the most, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'previous_key_until' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Until when the rotated key works at the most, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'previous_key_until' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.previous_key_until', 'device-registration', 'V23__device_lifecycle', GETDATE(), 27, '9:c67d3166e6484b2720529fa2059ac61c', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle.replay_until::device-registration
ALTER TABLE devices ADD replay_until DATETIMEOFFSET(3);
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'replay_until' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Until when its registration may be repeated, UTC; null: not, or not any more' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'replay_until' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Until when its registration may be repeated, UTC; null: not, or not any more' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'replay_until' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.replay_until', 'device-registration', 'V23__device_lifecycle', GETDATE(), 29, '9:c38b540114fcfbf0dce97af6556efb35', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle::device-registration
CREATE TABLE device_registrations (provisioning_key_id uniqueidentifier NOT NULL, idempotency_key_hash varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL, request_hash varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL, device_id uniqueidentifier NOT NULL, registered_at DATETIMEOFFSET(3) NOT NULL);
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.device_registrations') AND name = N'MS_DESCRIPTION' AND minor_id = 0 ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'What registrations that may be repeated are known again by' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'What registrations that may be repeated are known again by' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.device_registrations') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'provisioning_key_id' AND object_id = OBJECT_ID('dbo.device_registrations')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The provisioning key it was made with' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'provisioning_key_id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The provisioning key it was made with' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'provisioning_key_id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.device_registrations') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'idempotency_key_hash' AND object_id = OBJECT_ID('dbo.device_registrations')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'SHA-256 of the idempotency key' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'idempotency_key_hash' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'SHA-256 of the idempotency key' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'idempotency_key_hash' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.device_registrations') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'request_hash' AND object_id = OBJECT_ID('dbo.device_registrations')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'SHA-256 of what was asked for' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'request_hash' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'SHA-256 of what was asked for' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'request_hash' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.device_registrations') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'device_id' AND object_id = OBJECT_ID('dbo.device_registrations')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The device that it made' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'device_id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The device that it made' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'device_id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.device_registrations') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'registered_at' AND object_id = OBJECT_ID('dbo.device_registrations')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'When it was made, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'registered_at' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'When it was made, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'device_registrations' , @level2type = N'COLUMN' , @level2name = N'registered_at' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle', 'device-registration', 'V23__device_lifecycle', GETDATE(), 31, '9:f340981aaf47b2a51d845666078cccda', 'createTable tableName=device_registrations', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle.primary_key::device-registration
ALTER TABLE device_registrations ADD CONSTRAINT pk_device_registrations PRIMARY KEY CLUSTERED (provisioning_key_id, idempotency_key_hash);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.primary_key', 'device-registration', 'V23__device_lifecycle', GETDATE(), 33, '9:38623aaa40a42b57d9b8ba6d785cc08c', 'addPrimaryKey constraintName=pk_device_registrations, tableName=device_registrations', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle.device_index::device-registration
CREATE NONCLUSTERED INDEX ix_device_registrations_device ON device_registrations(device_id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.device_index', 'device-registration', 'V23__device_lifecycle', GETDATE(), 35, '9:3f9119d58eaa87f3e83fe2029897214e', 'createIndex indexName=ix_device_registrations_device, tableName=device_registrations', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle.foreign_key::device-registration
ALTER TABLE device_registrations ADD CONSTRAINT fk_device_registrations_device FOREIGN KEY (device_id) REFERENCES devices (id) ON DELETE CASCADE;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.foreign_key', 'device-registration', 'V23__device_lifecycle', GETDATE(), 37, '9:09d3998208f0ce6fb192b25eadcb86e3', 'addForeignKeyConstraint baseTableName=device_registrations, constraintName=fk_device_registrations_device, referencedTableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle.reregistration_until::device-registration
ALTER TABLE devices ADD reregistration_until DATETIMEOFFSET(3);
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'reregistration_until' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Until when a registration of its name takes its place, UTC; null: none does, or one did' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'reregistration_until' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Until when a registration of its name takes its place, UTC; null: none does, or one did' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'reregistration_until' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.reregistration_until', 'device-registration', 'V23__device_lifecycle', GETDATE(), 39, '9:80ec3700d128def5d1746461c7bb7752', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V23__device_lifecycle::V23__device_lifecycle.age_index::device-registration
CREATE NONCLUSTERED INDEX ix_device_registrations_age ON device_registrations(registered_at);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V23__device_lifecycle.age_index', 'device-registration', 'V23__device_lifecycle', GETDATE(), 41, '9:1b38b89bc2967aae4c6d1b2c89c460cf', 'createIndex indexName=ix_device_registrations_age, tableName=device_registrations', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V24__audit_events::V24__audit_events.registered_from::device-registration
ALTER TABLE devices ADD registered_from varchar(64) COLLATE Latin1_General_100_BIN2;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.devices') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'registered_from' AND object_id = OBJECT_ID('dbo.devices')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The network address that it registered from; null: not known' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'registered_from' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The network address that it registered from; null: not known' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'devices' , @level2type = N'COLUMN' , @level2name = N'registered_from' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events.registered_from', 'device-registration', 'V24__audit_events', GETDATE(), 43, '9:3ae7751d56dc80b14cf9d209f0cf81fb', 'addColumn tableName=devices', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V24__audit_events::V24__audit_events::device-registration
CREATE TABLE audit_events (tenant_id varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL, occurred_at DATETIMEOFFSET(3) NOT NULL, id uniqueidentifier NOT NULL, action varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL, actor_type varchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL, actor_id nvarchar(512) COLLATE Latin1_General_100_BIN2 NOT NULL, object_id uniqueidentifier NOT NULL, object_name nvarchar(256) NOT NULL, client_address varchar(64) COLLATE Latin1_General_100_BIN2);
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = 0 ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Who did what, when and from where; rows are added and never changed' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Who did what, when and from where; rows are added and never changed' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'tenant_id' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The tenant of the object' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'tenant_id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The tenant of the object' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'tenant_id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'occurred_at' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'When it was done, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'occurred_at' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'When it was done, UTC' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'occurred_at' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'id' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Random id' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Random id' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'action' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'What was done' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'action' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'What was done' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'action' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'actor_type' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'administrator, provisioning_key or device' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'actor_type' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'administrator, provisioning_key or device' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'actor_type' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'actor_id' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The administrator''s subject, or the id of the key or device' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'actor_id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The administrator''s subject, or the id of the key or device' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'actor_id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'object_id' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The provisioning key or device that it was done to; may be gone' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'object_id' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The provisioning key or device that it was done to; may be gone' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'object_id' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'object_name' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Its label or name as it was then' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'object_name' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Its label or name as it was then' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'object_name' END;
GO

IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.audit_events') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'client_address' AND object_id = OBJECT_ID('dbo.audit_events')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The network address that it was done from; null: not known' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'client_address' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The network address that it was done from; null: not known' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'audit_events' , @level2type = N'COLUMN' , @level2name = N'client_address' END;
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events', 'device-registration', 'V24__audit_events', GETDATE(), 45, '9:422f82a40fa224e30d35ccc122ed3a1d', 'createTable tableName=audit_events', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V24__audit_events::V24__audit_events.primary_key::device-registration
ALTER TABLE audit_events ADD CONSTRAINT pk_audit_events PRIMARY KEY CLUSTERED (tenant_id, occurred_at, id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events.primary_key', 'device-registration', 'V24__audit_events', GETDATE(), 47, '9:37a52a8af919311b416da66e2ad3a95f', 'addPrimaryKey constraintName=pk_audit_events, tableName=audit_events', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V24__audit_events::V24__audit_events.object_index::device-registration
CREATE NONCLUSTERED INDEX ix_audit_events_object ON audit_events(object_id, occurred_at, id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events.object_index', 'device-registration', 'V24__audit_events', GETDATE(), 49, '9:78149a1e957476ed99b97adef1892187', 'createIndex indexName=ix_audit_events_object, tableName=audit_events', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO

-- Changeset V24__audit_events::V24__audit_events.actor_index::device-registration
CREATE NONCLUSTERED INDEX ix_audit_events_actor ON audit_events(tenant_id, actor_id, occurred_at, id);
GO

INSERT INTO device_registration_changelog (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, MD5SUM, DESCRIPTION, COMMENTS, EXECTYPE, CONTEXTS, LABELS, LIQUIBASE, DEPLOYMENT_ID) VALUES ('V24__audit_events.actor_index', 'device-registration', 'V24__audit_events', GETDATE(), 51, '9:3c5adafc3475d9c6afa5502e87c88a39', 'createIndex indexName=ix_audit_events_actor, tableName=audit_events', '', 'EXECUTED', NULL, NULL, '4.33.0', '(deployment)')
GO


