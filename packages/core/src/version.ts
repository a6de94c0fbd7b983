/** Version of Ionwalk written into every record: that of the package @ionwalk/core. */
export const IONWALK_VERSION = '0.1.0';
