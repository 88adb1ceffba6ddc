# The values of environment prod. To change one, change ecs-iam.json and generate again: the scripts
# read the same values.

environment             = "prod"
account                 = null
region                  = null
cluster                 = "shop-prod"
service                 = "web"
container               = "web"
family                  = "shop-web"
repository              = "shop/web"
log_group               = "/ecs/shop-prod"
build_project           = "shop-prod-build"
validate_project        = "shop-prod-build-validate"
pipeline_name           = "shop-prod-pipeline"
artifact_bucket         = "shop-prod-artifacts"
artifact_kms_key_id     = "aaaaaaaa-0000-0000-0000-000000000005"
connection_service      = "codeconnections"
repository_id           = "example/shop"
approval                = true
connection_id           = "11111111-2222-3333-4444-555555555555"
code_deploy_application = "shop-app"
deployment_group        = "shop-dg"
branch                  = "main"
