using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TypedSender.Publishing.Tests;

/// <summary>Reads the bodies of all methods of an assembly.</summary>
internal static class MethodBodies
{
    public static List<MethodBody> Read(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        List<MethodBody> bodies = [];
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress != 0)
            {
                BlobReader instructions = file.GetMethodBody(method.RelativeVirtualAddress).GetILReader();
                string name = $"{NameOf(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}";
                (int wideConstants, string? fault) = Instructions.Check(ref instructions);
                bodies.Add(new MethodBody(name, wideConstants, fault));
            }
        }

        return bodies;
    }

    private static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(metadata, outer)}.{name}"
            : type.Namespace.IsNil ? name
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
