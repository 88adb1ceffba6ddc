# The values of environment Dev_1. To change one, change ecs-iam.json and generate again: the
# scripts read the same values.

environment            = "Dev_1"
account                = "000011112222"
region                 = "cn-north-1"
cluster                = "0Shop_API-v2-Dev_1"
service                = "0Shop_API-v2"
container              = "0Shop_API-v2"
family                 = "0Shop_API-v2-Dev_1"
repository             = "0shop_api-v2"
log_group              = "/ecs/0Shop_API-v2-Dev_1"
build_project          = "0Shop_API-v2-Dev_1-build"
validate_project       = "0Shop_API-v2-Dev_1-build-validate"
pipeline_name          = "0Shop_API-v2-Dev_1-pipeline"
artifact_bucket_prefix = "0shop-api-v2-dev-1-artifacts"
connection_service     = "codeconnections"
repository_id          = null
approval               = false
connection_id          = null
branch                 = "main"
