using System.Reflection;
using System.Runtime.CompilerServices;

namespace TypedSender.Generated.Tests.Support;

/// <summary>What the source says of members and parameters, of closed generic types too.</summary>
internal static class MemberFacts
{
    /// <summary>Whether the attribute stands on it, or on the property that a parameter of its name becomes.</summary>
    public static bool Has<TAttribute>(this ICustomAttributeProvider? member)
        where TAttribute : Attribute
        => member is not null && (member.IsDefined(typeof(TAttribute), true)
            || (member is ParameterInfo { Name: { } name, Member.DeclaringType: { } type } && type.GetProperty(name)?.IsDefined(typeof(TAttribute), true) == true));

    /// <summary>Whether a reference in it may be null.</summary>
    public static bool AllowsNull(this ParameterInfo parameter)
        => ((ConstructorInfo)parameter.Member.Module.ResolveMethod(parameter.Member.MetadataToken)!).GetParameters()[parameter.Position].ParameterType.IsGenericParameter
            ? IsAnnotated(parameter, parameter.Member)
            : new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;

    /// <summary>Whether a reference in it may be null.</summary>
    public static bool AllowsNull(this PropertyInfo property) => new NullabilityInfoContext().Create(property).WriteState != NullabilityState.NotNull;

    /// <summary>Whether a reference in it may be null.</summary>
    public static bool AllowsNull(this FieldInfo field) => new NullabilityInfoContext().Create(field).WriteState != NullabilityState.NotNull;

    /// <summary>Whether the source says <c>T?</c> of a type parameter, which <see cref="NullabilityInfoContext"/> takes for nullable without it.</summary>
    private static bool IsAnnotated(ParameterInfo parameter, MemberInfo declaring)
    {
        byte? flag = parameter.GetCustomAttribute<NullableAttribute>()?.NullableFlags[0];
        for (MemberInfo? each = declaring; flag is null && each is not null; each = each.DeclaringType)
        {
            flag = each.GetCustomAttribute<NullableContextAttribute>()?.Flag;
        }

        return flag == 2;
    }
}
