import { actionsThat } from '../types.ts';

/** ECR and ECR Public. */
export const IMAGE_ACTIONS = {
  ...actionsThat(
    'It takes no ARN; what the login can do is decided by the other actions on the repository.',
    {
      'ecr:GetAuthorizationToken': 'gets the token of a docker login to the registry',
      'ecr-public:GetAuthorizationToken': 'gets the token of a docker login to ECR Public',
    },
  ),
  ...actionsThat(
    'On every repository it could pull the images of all other services, with the source and settings inside.',
    {
      'ecr:BatchCheckLayerAvailability': 'asks which layers of an image there are',
      'ecr:BatchGetImage': 'reads the manifest of an image',
      'ecr:DescribeImages': 'reads the digests and tags of images',
      'ecr:DescribeRepositories': 'reads the settings of a repository',
      'ecr:GetDownloadUrlForLayer': 'gets the address of a layer to download',
      'ecr:GetImageCopyStatus': 'reads the state of a copy',
    },
  ),
  ...actionsThat(
    'On every repository it could replace the images of all other services, which is to run code with their roles.',
    {
      'ecr:BatchImportUpstreamImage': 'imports an image through a pull-through cache rule',
      'ecr:CompleteLayerUpload': 'ends the upload of a layer',
      'ecr:InitiateLayerUpload': 'begins the upload of a layer',
      'ecr:PutImage': 'puts the manifest of an image, with its tag',
      'ecr:ReplicateImage': 'replicates an image into a repository',
      'ecr:UploadLayerPart': 'uploads a part of a layer',
    },
  ),
  ...actionsThat('On every name it could fill the registry with repositories of any name.', {
    'ecr:CreateRepository': 'creates a repository',
    'ecr:TagResource': 'tags a repository',
  }),
};
